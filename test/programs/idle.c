/* idle: sleeps, and says nothing. Takes any arguments. */
#include <unistd.h>

int main(void) {
  for (;;) pause();
}
