"""Numbers of the simulation, each with its unit and its reason. What a level may set stands in the level instead."""

import math

from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.level.model import BEAT_FACTORS, STILL_FACTORS

# The stage -----------------------------------------------------------------------------------------------------
GRAVITY = 9.81
"""m/s^2."""
PLINTH_HEIGHT = 0.24
"""m from the stage floor to the plinth's top, which is y = 0."""
FLOOR_Y = -PLINTH_HEIGHT
"""m."""
FLOOR_HALF_WIDTH = 12.0
"""m; far beyond both wings, so that nothing ever leaves the floor."""

# The rigid step ------------------------------------------------------------------------------------------------
SOLVER_ITERATIONS = 25
"""Enough for a chain of a dozen joints to stay within a millimetre; each costs ~0.5 us."""
COLLISION_SLOP = 0.001
"""m of overlap that contacts tolerate; pymunk's own default is meant for pixels."""
COLLISION_BIAS = (1.0 - 0.1) ** 60.0
"""Share of overlap left after a second; pymunk's default, named because the plinth's grip depends on it."""
STABLE_SPRING = 1.0
"""Largest k dt^2 / I of a weld's spring: chains of explicit springs diverge at 2, and shards inherit stiff welds."""
STIFF_RESERVE = 1.25
"""Pieces are given inertia for springs this much stiffer than they start with: voices stiffen them."""
SHARD_MASS = 1e-4
"""kg: lighter bodies are rounded up to it, as masses near zero upset the solver."""

# Both hands ----------------------------------------------------------------------------------------------------
LEAN_RATE = math.radians(8.0)
"""rad/s away from upright, at most: hands feel what they do before it is done..."""
RETURN_RATE = math.radians(16.0)
"""...and back, at most: a lean is sooner taken back than taken."""
LEAN_LAG = 0.09
"""s: the plinth eases into its target, so that a key press does not kick the foot."""
MIRROR_RATE = 2.4
"""rad/s that a held mirror turns at most."""
FINE_RATE = 0.25
"""Share of that, and of the slide, with fine aim."""
SLIDE_RATE = 0.45
"""m/s along a rail."""
BREATH_SCALE = 0.35
"""Stage time against real time while the breath is held."""
BREATH_S = 4.0
"""Real seconds that a full meter lasts: a beat and a half, time to lead the light to one crack more and finish it."""
BREATH_A_BAR = 0.25
"""Share of the meter that a calm bar gives back."""
CALM_SWAY = math.radians(3.0)
"""rad of sway below which it is calm."""

# Glass ----------------------------------------------------------------------------------------------------------
GLASS_YOUNG = 70e9
"""Pa: soda-lime glass. Stress does not depend on it; it only has to be some stiffness."""
GLASS_POISSON = 0.22

# Cracks --------------------------------------------------------------------------------------------------------
SHAPE_FACTOR = 1.12
"""Y of K = Y sigma sqrt(pi a): an edge crack in a half plane (Tada, Paris and Irwin)."""
SEED_LENGTH = 0.04
"""m: the hair that is there when a flaw opens; without it K starts at zero and nothing would ever grow."""
LIT_TIP = 0.30
"""A tip in the light grows at this share of its speed."""
WEAKENING = 0.25
"""Share of the load factor that an open flaw takes which names no poise of its own."""
WEAKEST_LENGTH = 0.30
"""m of open crack that take all of it."""
YIELDS_S = 6.0
"""s in which it comes to take that, evenly: time to see where it is, to lean, and to bring light."""
GOLD_HEALS = 0.6
"""Share of that which gold gives back before the crack sings."""
WETS_S = 1.0
"""s of drying that each cell that turns to gold takes back from all gold of its flaw."""
DRY_PULL = 0.6
"""Share of the load factor that a crack which is all but gold takes once that is dry: lacquer shrinks as it sets, and
nobody holds what is left for long..."""
PULLS_S = 2.0
"""...and the s in which it comes to take that, evenly."""
SEALED_SECTION = 1.05
"""Share of it when the crack sings."""
SEALED_DAMPING = 1.6
"""A voice multiplies its piece's joint damping by this: accepted flaws hold it up."""
RUN_SPEED = 0.05
"""m/s at which a flaw runs by itself from where it jumped to its length, as fast as a hand paints."""
BRANCH_SHARE = 0.45
"""Share of what a crack still runs by itself that a branch takes."""
TURN_LIMIT = math.cos(math.radians(80.0))
"""Cosine of the sharpest turn a crack takes by choice."""
BRANCH_SPEED = 0.98
"""Share of the plateau at which a tip sends out a branch: it has more energy than one path can take."""
BRANCH_LENGTH = 0.12
"""m a crack must be long before it branches."""
LEAST_BRANCH = 0.01
"""m that a branch must be long before it is a crack that asks for gold."""
BRANCH_ANGLE = math.cos(math.radians(35.0))
"""Cosine of the smallest angle between a branch and its stem."""
LEAST_LEFT = 0.02
"""m of an open crack that must be left when its piece splits, for it to be a crack still."""
NUCLEATION_S = 0.6
"""s that tension must stay above a glass's strength before a new crack opens."""
STRAIN_PERIOD = 24
"""Ticks between two looks for strained glass: a fifth of a second, against the time that strain must last."""
CRACKING_HIT = 6.0
"""N s of a blow that opens a crack in sound glass."""
CRACKING_AREA = 0.02
"""m^2: smaller fragments take blows and strain without cracking on, or one fall would make dust of everything."""
MODELS_PER_TICK = 4
"""Fragments whose stress is set up in a tick: 0.2 ms each, and a late fragment is only calm for some ticks longer."""
SLIVER_AREA = 2.5e-4
"""m^2 under which a part of a split is glitter: seen, weighed, but no body."""
STRESS_SMOOTHING = 1.0 - math.exp(-TICK_S / 0.050)
"""Per tick, for a 50 ms average: contacts chatter from tick to tick, glass does not."""
SETTLING_TICKS = TICKS_PER_SECOND // 2
"""So long until what was built at rest has smoothed its stress up to its load."""

# Light ---------------------------------------------------------------------------------------------------------
LIGHT_PERIOD = 4
"""Ticks between two traces of all light that gilds and warms: a cell takes two seconds to turn to gold, a thirtieth of
one is a fine brush. A view that falls between is traced for that look alone: what is shown is never old."""
SECONDS_OF_LIGHT = LIGHT_PERIOD * TICK_S
"""s that each trace stands for: cells drink its light for so long."""

# Gilding -------------------------------------------------------------------------------------------------------
CELLS_PER_EDGE = 4
"""Gilding cells on each mesh edge of a crack: of one to two centimetres."""
GILD_DOSE = 18.0
"""J/m that turn a cell to gold: 1.8 s in the middle of a 1 W beam 10 cm wide."""
BRUSH_SPREAD = 1.6
"""A cell beside gold drinks light this much faster: lacquer flows on from where it was laid."""
CREEP_RATE = 0.5
"""1/s that a cell beside gold drinks by itself, near the light: lacquer creeps into what no ray can reach..."""
CREEP_REACH = 0.05
"""...so far from what is lit, m: a beam that rests gilds no whole crack."""
EXPOSURE_CAP = 1.4
"""Exposure beyond gold that a cell can store: how long unfinished gold outlasts the light."""
EXPOSURE_FADE = 0.025
"""1/s that an unlit cell of an unfinished crack loses."""
LIT_IRRADIANCE = 0.5
"""W/m above which something counts as lit: a twentieth of a plain beam."""
PART_GAIN = 3.6
"""How much faster a flaw with a part drinks its own colour than a plain flaw drinks white light of that power. A gel
lets a quarter of white light through: four times would make that as quick as the white beam, so colour costs a tenth.
"""

# Heat ----------------------------------------------------------------------------------------------------------
GLASS_HEAT_CAPACITY = 750.0
"""J/(kg K): soda-lime 840, crown 860, dense flint 500."""
WARMED_MASS = 6.0
"""kg at most that a beam warms. Glass conducts so badly that heat goes a few millimetres in the time that matters: what
gets warm is what lies in the beam, 12 cm wide through half a metre of a piece 4 cm thick, however large the piece."""
HEAT_GAIN = 6e3
"""Levels count light in watts where stages have kilowatts, and a performance is a minute where glass takes an hour.
With this much more, dark glass that swallows 2.1 W, about what a level's lamp gives, is in danger after 19 s."""
COOLING_S = 30.0
"""s in which glass loses all but 1/e of its warmth. With the gain it says what is harmless for ever: 1 W."""
DANGEROUS_RISE = 40.0
"""K: about the difference between a warm middle and a cold rim at which annealed window glass cracks."""
RELIEVED = 0.5
"""Share of that rise which is left when a crack has relieved the glass: a second one needs as long again."""
HEAT_PERIOD = 12
"""Ticks between two steps of the temperatures: a tenth of a second, where they take ten."""
HEAT_WARNING = 0.6
"""Share of the dangerous rise at which the glass is heard..."""
HEAT_REARM = 0.4
"""...and below which it may be heard again."""
HOT_TIP = 1.5
"""How many times as fast a tip runs at the dangerous rise: warm glass corrodes faster at the tip (stress corrosion)."""

# Danger, and the end -------------------------------------------------------------------------------------------
CREAK_BELOW = 1.08
"""Load factor under which the joints are heard."""
CREAK_REARM = 1.15
"""Load factor above which a new creak may come."""
SAME_SHARE = 1e-9
"""Shares of the mass that differ by less are the same: sums of parts round differently from the whole."""
POISE_PERIOD = 12
"""Ticks between two load factors: cracks grow slowly, an eigenvalue costs as much as three ticks."""
GASP_SWAY = 0.11
"""rad of sway at which the audience gasps."""
GASP_REARM = 0.06
"""rad below which it can gasp again."""
CROWN_FALLEN = 0.60
"""Toppled when the highest standing piece is under this share of its height at rest..."""
MASS_FALLEN = 0.50
"""...or when this share of the mass lies on the floor..."""
SWAY_FALLEN = math.radians(45.0)
"""...or at this sway, rad: nobody comes back from there, though shards may prop it up."""
OVATION_S = 4.0
"""s of applause to survive."""
OVATION_TREMOR = 0.0012
"""m: how far the applause shakes the plinth."""
OVATION_HZ = 3.2
"""1/s: claps."""
LAST_BREATH_S = 3.0
"""s that a performance goes on after it has become hopeless: the fall is seen, not cut off."""
HIT_IMPULSE = 0.8
"""N s: weaker contacts of fallen pieces make no sound."""

# Score ---------------------------------------------------------------------------------------------------------
STILL_STEPS = tuple(zip((math.radians(1.5), math.radians(3.0)), STILL_FACTORS, strict=True))
"""Mean sway (rad) while light was on a crack, and the factor that it earns."""
BEAT_STEPS = tuple(zip((0.055, 0.110), BEAT_FACTORS, strict=True))
"""s beside the beat at which a breath lets voices go, and the factor that it earns."""
CHORD_BARS = 1.0
"""Bars within which the next voice belongs to the chord."""
FRESH_BARS = 3.0
"""Bars since its flaw opened for which a voice is fresh..."""
FADE_A_BAR = 0.30
"""...and what each bar after that takes of what is left of it."""

# The last picture ----------------------------------------------------------------------------------------------
NOTE_BEATS = 0.5
"""Beats for each seam that lights up again in the dark hall, after a beat of silence..."""
DARK_S = 4.0
"""...and s that the golden drawing stays, under the chord of all."""
ROLL_AT = 0.5
"""Share of gold on the last crack that is needed at which the drum rolls."""
