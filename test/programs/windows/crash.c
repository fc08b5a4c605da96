/* crash: reads from address 0. */
int wmain(void) { return *(volatile int*)0; }
