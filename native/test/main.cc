#include "test/check.h"

int main(int count, char** arguments) { return reeve::test::run(count > 1 ? arguments[1] : ""); }
