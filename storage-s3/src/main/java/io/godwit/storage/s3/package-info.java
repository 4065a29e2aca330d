/** The repository on S3 and compatible servers. */
@NullMarked
package io.godwit.storage.s3;

import org.jspecify.annotations.NullMarked;
