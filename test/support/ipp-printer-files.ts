/** What `ippeveprinter` is given: a library beneath it, a description of the printer, its own program, and a job that changes its state. */
/** Takes the place of Avahi, and binds to loopback only. */
export const shim = `
#include <dlfcn.h>
#include <netinet/in.h>
#include <sys/socket.h>
extern "C" {
static int thing;
void *avahi_threaded_poll_new() { return &thing; }
void *avahi_threaded_poll_get(void *) { return &thing; }
int avahi_threaded_poll_start(void *) { return 0; }
void avahi_threaded_poll_lock(void *) {}
void avahi_threaded_poll_unlock(void *) {}
void *avahi_client_new(void *, int, void *, void *, int *) { return &thing; }
int avahi_client_errno(void *) { return 0; }
const char *avahi_client_get_host_name_fqdn(void *) { return "localhost"; }
void *avahi_entry_group_new(void *, void *, void *) { return &thing; }
int avahi_entry_group_add_service_strlst(void *, ...) { return 0; }
int avahi_entry_group_add_service_subtype(void *, ...) { return 0; }
int avahi_entry_group_commit(void *) { return 0; }
int avahi_entry_group_free(void *) { return 0; }
void *avahi_string_list_add_printf(void *, const char *, ...) { return &thing; }
void avahi_string_list_free(void *) {}
int bind(int socket, const struct sockaddr *given, socklen_t size) {
  typedef int (*Bind)(int, const struct sockaddr *, socklen_t);
  static Bind real = (Bind)dlsym(RTLD_NEXT, "bind");
  struct sockaddr_storage address = {};
  if (given->sa_family == AF_INET) {
    struct sockaddr_in *four = (struct sockaddr_in *)&address;
    *four = *(const struct sockaddr_in *)given;
    four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    given = (struct sockaddr *)four;
  } else if (given->sa_family == AF_INET6) {
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
    *six = *(const struct sockaddr_in6 *)given;
    six->sin6_addr = in6addr_loopback;
    given = (struct sockaddr *)six;
  }
  return real(socket, given, size);
}
}
`

/** CR80 upright, as printer makers round it, and a label roll to choose from. */
export const ppd = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "CARD.PPD"
*Manufacturer: "Sample"
*Product: "(Sample card printer)"
*ModelName: "Sample card printer"
*ShortNickName: "Sample card printer"
*NickName: "Sample card printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: CR80
*PageSize CR80/Card: "<</PageSize[153.07 243.78]>>setpagedevice"
*PageSize Label/Label: "<</PageSize[283.46 425.2]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: CR80
*PageRegion CR80/Card: "<</PageSize[153.07 243.78]>>setpagedevice"
*PageRegion Label/Label: "<</PageSize[283.46 425.2]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: CR80
*ImageableArea CR80/Card: "0 0 153.07 243.78"
*ImageableArea Label/Label: "0 0 283.46 425.2"
*DefaultPaperDimension: CR80
*PaperDimension CR80/Card: "153.07 243.78"
*PaperDimension Label/Label: "283.46 425.2"
*OpenUI *InputSlot/Feeder: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Main
*InputSlot Main/Main: "<</MediaPosition 0>>setpagedevice"
*InputSlot Manual/Manual: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
`

/** Prints by keeping what it was given; a job of the bench is not kept, its title goes to the printer as a change of state. */
export const command = (printed: string): string => `#!/bin/sh
case "$IPP_JOB_NAME" in
STATE:*) echo "$IPP_JOB_NAME" >&2; exit 0;;
esac
cp "$1" "${printed}/$IPP_JOB_ID.part" || exit 1
printf '%s\\n%s\\n' "$IPP_JOB_NAME" "$IPP_MEDIA_COL" > "${printed}/$IPP_JOB_ID.txt"
mv "${printed}/$IPP_JOB_ID.part" "${printed}/$IPP_JOB_ID.pdf"
`

/** For `ipptool`: a job that carries a change of state. */
export const stateJob = `{
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name bench
  ATTR name job-name "$title"
  ATTR mimeMediaType document-format application/pdf
  FILE $filename
  STATUS successful-ok
}
`
