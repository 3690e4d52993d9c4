// Umbrella header of the CommentKernels target.

#ifndef COMMENT_KERNELS_H
#define COMMENT_KERNELS_H

#include "fold_tables.h"
#include "json_line.h"
#include "kernel.h"
#include "list_keys.h"
#include "plain_text.h"
#include "screen.h"
#include "sieve.h"

#endif
