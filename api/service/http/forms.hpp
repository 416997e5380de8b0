// One body in all the forms in which it can be sent.
#pragma once

#include <string>
#include <vector>

#include "api/service/http/message.hpp"
#include "api/service/http/negotiate.hpp"

namespace loopgenie::service {

struct Forms {
  std::string hash;  // of the identity form, 16 hexadecimal digits
  Bytes identity;
  Bytes gzip;    // null: there is none
  Bytes brotli;  // null: there is none

  /// Null if there is no such form.
  [[nodiscard]] const Bytes& in(Coding coding) const {
    return coding == Coding::brotli ? brotli : coding == Coding::gzip ? gzip : identity;
  }
  /// The packed forms that there are, the smaller kind first: for `choose_coding`.
  [[nodiscard]] std::vector<Coding> packed() const {
    std::vector<Coding> codings;
    for (const Coding coding : {Coding::brotli, Coding::gzip}) {
      if (in(coding)) codings.push_back(coding);
    }
    return codings;
  }
};

}  // namespace loopgenie::service
