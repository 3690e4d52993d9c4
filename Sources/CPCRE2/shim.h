#ifndef COMMENT_SAFETY_CPCRE2_SHIM_H
#define COMMENT_SAFETY_CPCRE2_SHIM_H

/* The width must be set before the header is read. Swift does not import the
   width-neutral macro names (pcre2_compile), it sees pcre2_compile_8. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* PCRE2_UNSET is a cast expression, which Swift does not import. */
static const size_t CPCRE2_UNSET = PCRE2_UNSET;

#endif
