# One place for what every target is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

option(LOOPGENIE_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(LOOPGENIE_WERROR "Warnings are errors" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# Flags shared by our own targets; third-party headers are SYSTEM and stay out of it.
add_library(loopgenie_flags INTERFACE)
target_include_directories(loopgenie_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(loopgenie_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # Native and WASM must round alike: no contraction into fused multiply-add.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns wrongly about "literal" + std::string when it optimises (GCC bug 105651).
  target_compile_options(loopgenie_flags INTERFACE -Wno-restrict)
endif()
if(LOOPGENIE_WERROR)
  target_compile_options(loopgenie_flags INTERFACE -Werror)
endif()
if(LOOPGENIE_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC's manual: the sanitizers' instrumentation makes this warning report variables that are initialized.
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=address,undefined)
endif()
if(EMSCRIPTEN)
  # The browser's own exceptions, in every object alike (decoders throw inside and catch at their edge), and SIMD.
  add_compile_options(-fwasm-exceptions -msimd128)
  add_link_options(-fwasm-exceptions)
  # The Release default -O3 -DNDEBUG is what the link optimises with, too.
  add_link_options($<$<CONFIG:Release>:-O3>)
endif()

# A program somebody runs. The sanitizer build makes only what its tests link; a program is there by its name alone.
function(loopgenie_program name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ${LOOPGENIE_SANITIZE})
endfunction()
