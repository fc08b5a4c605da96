/* The keeper's executable, byte for byte; the build says where it is. */
	.section .rodata.reeve_keeper_image, "a"
	.globl reeve_keeper_image
	.hidden reeve_keeper_image
	.globl reeve_keeper_image_end
	.hidden reeve_keeper_image_end
	.balign 16
reeve_keeper_image:
	.incbin REEVE_KEEPER_FILE
reeve_keeper_image_end:
	.byte 0
	.section .note.GNU-stack, "", %progbits
