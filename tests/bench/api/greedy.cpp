#include "tests/bench/api/greedy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace loopgenie::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kRequestsPerBurst = 64;
constexpr std::chrono::milliseconds kPause{10};      // between two requests of the ordinary client
constexpr std::chrono::milliseconds kSlowPause{20};  // between two reads of a slow reader
constexpr std::size_t kSlowBytes = std::size_t{4} << 10;

std::string request_for(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n";
}

class Socket {
 public:
  explicit Socket(std::uint16_t port) : port_(port) { connect_again(); }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] int descriptor() const { return fd_; }
  void connect_again() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      std::perror("cannot connect to the server");
      std::exit(1);
    }
    unsent = 0;
  }

  std::size_t unsent = 0;  // where in the burst the next byte to send is

 private:
  std::uint16_t port_;
  int fd_ = -1;
};

/// Sends what the socket takes of the bursts, and reads at most `most` bytes. Returns how many it read.
std::size_t be_greedy(Socket& socket, const std::string& burst, std::size_t most) {
  ssize_t sent = 0;
  while ((sent = ::send(socket.descriptor(), burst.data() + socket.unsent, burst.size() - socket.unsent,
                        MSG_DONTWAIT | MSG_NOSIGNAL)) > 0) {
    socket.unsent = (socket.unsent + static_cast<std::size_t>(sent)) % burst.size();
  }
  static thread_local std::array<char, std::size_t{256} << 10> bytes;
  const ssize_t got = ::recv(socket.descriptor(), bytes.data(), std::min(most, bytes.size()), MSG_DONTWAIT);
  if (got > 0) return static_cast<std::size_t>(got);
  if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) socket.connect_again();
  return 0;
}

void run_greedy(std::uint16_t port, Greed greed, int connections, const std::string& path,
                const std::atomic<bool>& stop, std::atomic<std::uint64_t>& taken) {
  std::string burst;
  for (int i = 0; i < kRequestsPerBurst; ++i) burst += request_for(path);
  std::vector<std::unique_ptr<Socket>> sockets;
  for (int i = 0; i < connections; ++i) sockets.push_back(std::make_unique<Socket>(port));
  while (!stop) {
    std::vector<pollfd> polls;
    for (const auto& socket : sockets) polls.push_back({socket->descriptor(), POLLIN | POLLOUT, 0});
    if (greed == Greed::reads_slowly) {
      std::this_thread::sleep_for(kSlowPause);
    } else {
      ::poll(polls.data(), polls.size(), 100);
    }
    for (const auto& socket : sockets) {
      taken += be_greedy(*socket, burst, greed == Greed::reads_slowly ? kSlowBytes : SIZE_MAX);
    }
  }
}

/// Milliseconds from the first byte of a request to the last of its answer.
double ask(int fd, const std::string& request) {
  const Clock::time_point start = Clock::now();
  if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::perror("an ordinary client cannot send");
  std::string answer;
  std::size_t size = std::string::npos;
  std::array<char, 65'536> bytes{};
  while (answer.size() < size) {
    const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
      std::fprintf(stderr, "an ordinary client beside greedy ones got no answer\n");
      std::exit(1);
    }
    answer.append(bytes.data(), static_cast<std::size_t>(got));
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t end = answer.find("\r\n\r\n");
    if (size == std::string::npos && end != std::string::npos) {
      size = end + 4 + std::stoul(answer.substr(answer.find(kLength) + kLength.size()));
    }
  }
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

BesideGreed measure_beside_greed(std::uint16_t port, const std::string& path, Greed greed, int connections,
                                 const std::string& greedy_path, int seconds) {
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> taken = 0;
  std::thread greedy([&] {
    if (greed != Greed::none) run_greedy(port, greed, connections, greedy_path, stop, taken);
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // until they hold what they can
  const Socket ordinary(port);
  const std::string request = request_for(path);
  std::vector<double> times;
  const Clock::time_point start = Clock::now();
  const std::uint64_t taken_before = taken;
  for (Clock::time_point next = start; next < start + std::chrono::seconds(seconds); next += kPause) {
    std::this_thread::sleep_until(next);
    times.push_back(ask(ordinary.descriptor(), request));
  }
  const double elapsed_s = std::chrono::duration<double>(Clock::now() - start).count();
  const std::uint64_t taken_meanwhile = taken - taken_before;
  stop = true;
  greedy.join();
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100], times.back(),
          static_cast<double>(taken_meanwhile) / elapsed_s / (1 << 20)};
}

}  // namespace loopgenie::bench
