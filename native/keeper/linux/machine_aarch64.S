/* See machine_x86_64.S. */
	.text
	.globl _start
	.type _start, %function
_start:
	mov x29, xzr
	mov x30, xzr
	bl reeve_keep
	brk #0
	.size _start, . - _start

	.globl reeve_call
	.type reeve_call, %function
reeve_call:
	mov x8, x0
	mov x0, x1
	mov x1, x2
	mov x2, x3
	mov x3, x4
	mov x4, x5
	mov x5, x6
	svc #0
	ret
	.size reeve_call, . - reeve_call

	.globl reeve_start_child
	.type reeve_start_child, %function
reeve_start_child:
	stp x2, x3, [x1, #-16]!
	mov x2, xzr
	mov x3, xzr
	mov x4, xzr
	mov x8, #220
	svc #0
	cbz x0, .Lchild
	ret
.Lchild:
	mov x29, xzr
	mov x30, xzr
	ldp x1, x0, [sp], #16
	blr x1
	mov x8, #94
	svc #0
	brk #0
	.size reeve_start_child, . - reeve_start_child
	.section .note.GNU-stack, "", %progbits
