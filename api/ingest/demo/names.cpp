#include "api/ingest/demo/names.hpp"

#include <array>

namespace loopgenie::ingest::demo {
namespace {

constexpr std::array<const char*, 84> kFirst = {
    "Saffron", "Copper", "Velvet", "Whistle", "Tumble", "Cinder",  "Amber",   "Marble", "Thistle", "Lantern",
    "Wish",    "Bottle", "Smoke",  "Sandal",  "Raven",  "Harrow",  "Spindle", "Cobalt", "Feather", "Murmur",
    "Tassel",  "Candle", "Ember",  "Paprika", "Riddle", "Quill",   "Opal",    "Fable",  "Juniper", "Bramble",
    "Pepper",  "Cork",   "Genie",  "Wick",    "Silver", "Kestrel", "Moth",    "Hazel",  "Slate",   "Plume",
    "Ash",     "Birk",   "Cold",   "Grey",    "Hollin", "Thorn",   "Elder",   "Sorrel", "Heron",   "Otter",
    "Lark",    "Fallow", "Brack",  "Wether",  "Ling",   "Rowan",   "Alder",   "Crane",  "Curlew",  "Dun",
    "Fern",    "Fox",    "Goat",   "Gorse",   "Hare",   "Hawk",    "Hind",    "Ivy",    "Lamb",    "Long",
    "Mist",    "Owl",    "Plover", "Red",     "Ridge",  "Rook",    "Rush",    "Sallow", "Stone",   "Swift",
    "Wind",    "Winter", "Wren",   "Yarrow"};

constexpr std::array<const char*, 11> kPeak = {"Knott", "Crown", "Horn", "Head", "Pike",  "Tooth",
                                               "Spire", "Fell",  "Seat", "Top",  "Beacon"};
constexpr std::array<const char*, 5> kSaddle = {"Gap", "Saddle", "Col", "Door", "Notch"};
constexpr std::array<const char*, 4> kLake = {"Mere", "Tarn", "Mirror", "Water"};
constexpr std::array<const char*, 3> kHut = {"Hut", "Refuge", "Lodge"};
constexpr std::array<const char*, 3> kCamp = {"Meadow Camp", "Camp", "Ledge Camp"};
constexpr std::array<const char*, 3> kSpring = {"Spring", "Well", "Font"};
constexpr std::array<const char*, 6> kPlace = {"ton", "by", "stead", "wick", "combe", "fold"};
constexpr std::array<const char*, 7> kTrail = {"Trail", "Rake", "Way", "Traverse", "Path", "Walk", "Edge Path"};
constexpr std::array<const char*, 5> kWood = {"Wood", "Forest", "Hanger", "Holt", "Woods"};
constexpr std::array<const char*, 5> kMoor = {"Moor", "Common", "Moss", "Rigg", "Heath"};
constexpr std::array<const char*, 8> kField = {"Lea", "Acres", "Croft", "Bottoms", "Ings", "Garth", "Meadows", "Side"};

}  // namespace

std::string Names::fresh(const char* const* endings, std::uint32_t ending_count, bool joined) {
  std::string name;
  do {
    const std::uint32_t first = random_.below(kFirst.size());
    name = kFirst[first];
    if (!joined) {
      name += ' ';
    }
    name += endings[random_.below(ending_count)];
    if (taken_.size() > 700) {
      name = "Little " + name;
    }
  } while (!taken_.insert(name).second);
  return name;
}

std::string Names::peak() { return fresh(kPeak.data(), kPeak.size(), false); }
std::string Names::saddle() { return fresh(kSaddle.data(), kSaddle.size(), false); }
std::string Names::lake() { return fresh(kLake.data(), kLake.size(), false); }
std::string Names::hut() { return fresh(kHut.data(), kHut.size(), false); }
std::string Names::camp() { return fresh(kCamp.data(), kCamp.size(), false); }
std::string Names::spring() { return fresh(kSpring.data(), kSpring.size(), false); }
std::string Names::place() { return fresh(kPlace.data(), kPlace.size(), true); }
std::string Names::trail() { return fresh(kTrail.data(), kTrail.size(), false); }
std::string Names::wood() { return fresh(kWood.data(), kWood.size(), false); }
std::string Names::moor() { return fresh(kMoor.data(), kMoor.size(), false); }
std::string Names::field() { return fresh(kField.data(), kField.size(), false); }

}  // namespace loopgenie::ingest::demo
