# Helpers: one library target per room, one test program per room.

add_library(backroll_options INTERFACE)
target_include_directories(backroll_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(backroll_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-psabi
  # g++ 12 sees uninitialised values inside its own AVX-512 intrinsics (GCC bug 105593), which Eigen uses, and overlaps in
  # std::string's operator+ (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized;-Wno-restrict>
  # g++ 13 takes a function's reference result for one to its temporary arguments.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
if(BACKROLL_WERROR)
  target_compile_options(backroll_options INTERFACE -Werror)
endif()
if(BACKROLL_SANITIZE)
  # -g1: lines are enough for a report, and everything compiles in two thirds of the time. Four checks of
  # UndefinedBehaviorSanitizer that AddressSanitizer makes good for cost two fifths of what then remains.
  target_compile_options(backroll_options INTERFACE -fsanitize=address,undefined
    -fno-sanitize=null,alignment,object-size,pointer-overflow -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  target_link_options(backroll_options INTERFACE -fsanitize=address,undefined)
elseif(BACKROLL_MARCH)
  target_compile_options(backroll_options INTERFACE -march=${BACKROLL_MARCH})
endif()

# backroll_room(<name> SOURCES ... [LINK ...]): static library backroll_<name> from src/<name>. Rooms that do
# not compute for long are compiled with little optimisation, under sanitizers with none, in two thirds of the time.
function(backroll_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
  add_library(backroll_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(backroll_${name} PUBLIC backroll_options ${ROOM_LINK})
  if(name MATCHES "^(scenario|response|protocol|recording|analysis|batch|report|cli)$")
    target_compile_options(backroll_${name} PRIVATE $<IF:$<BOOL:${BACKROLL_SANITIZE}>,-O0,$<$<CONFIG:Release>:-O1>>)
  elseif(BACKROLL_SANITIZE AND name STREQUAL body)
    target_compile_options(backroll_${name} PRIVATE -O0)
  endif()
endfunction()

# backroll_test(<room> SOURCES ... [LINK ...]): doctest program test_<room> from tests/<room>, one ctest entry. Cases of
# the suite "long" are left out under sanitizers (scripts/test.sh).
function(backroll_test room)
  cmake_parse_arguments(T "" "" "SOURCES;LINK" ${ARGN})
  add_executable(test_${room} ${CMAKE_SOURCE_DIR}/tests/main.cpp ${T_SOURCES})
  target_link_libraries(test_${room} PRIVATE backroll_${room} doctest::doctest ${T_LINK})
  target_compile_options(test_${room} PRIVATE $<IF:$<BOOL:${BACKROLL_SANITIZE}>,-O0,-O1>)  # they call what computes
  target_compile_definitions(test_${room} PRIVATE BACKROLL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_include_directories(test_${room} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  add_test(NAME ${room} COMMAND test_${room})
  set_tests_properties(${room} PROPERTIES TIMEOUT 1000000)  # [s] none; ctest would end a test after 25 minutes
endfunction()
