/**
 * What the library takes for granted of AWS, asked of the fakes and of independent emulators alike. Start from
 * {@link dev.rollback.aws.contract.EcsContract}, {@link dev.rollback.aws.contract.LambdaContract} and their like.
 */
@NullMarked
package dev.rollback.aws.contract;

import org.jspecify.annotations.NullMarked;
