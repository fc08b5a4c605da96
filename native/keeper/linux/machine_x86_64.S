/* What no C++ can say, for a program without a C library: where it begins, system calls, and a child on a stack of its
   own. */

/* The kernel enters here, with a stack aligned to 16. */
	.text
	.globl _start
	.type _start, @function
_start:
	xorl %ebp, %ebp
	call reeve_keep
	hlt
	.size _start, . - _start

/* long reeve_call(number, a, b, c, d, e, f): the kernel's own answer, a negative errno where it failed */
	.globl reeve_call
	.type reeve_call, @function
reeve_call:
	movq %rdi, %rax
	movq %rsi, %rdi
	movq %rdx, %rsi
	movq %rcx, %rdx
	movq %r8, %r10
	movq %r9, %r8
	movq 8(%rsp), %r9
	syscall
	ret
	.size reeve_call, . - reeve_call

/* long reeve_start_child(flags, end of its stack, int (*child)(void *), argument) */
	.globl reeve_start_child
	.type reeve_start_child, @function
reeve_start_child:
	subq $16, %rsi
	movq %rdx, 0(%rsi)
	movq %rcx, 8(%rsi)
	xorl %edx, %edx
	xorl %r10d, %r10d
	xorl %r8d, %r8d
	movl $56, %eax
	syscall
	testl %eax, %eax
	jz .Lchild
	ret
.Lchild:
	xorl %ebp, %ebp
	popq %rax
	popq %rdi
	call *%rax
	movl %eax, %edi
	movl $231, %eax
	syscall
	hlt
	.size reeve_start_child, . - reeve_start_child
	.section .note.GNU-stack, "", @progbits
