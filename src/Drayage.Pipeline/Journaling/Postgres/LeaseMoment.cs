using System.Runtime.InteropServices;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>
/// A moment by both clocks of a machine: the steady one stands still while a machine sleeps, the other may be set. The one that
/// says that more time went by is believed.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeaseMoment(long Steady, DateTimeOffset Wall)
{
    public static LeaseMoment Now(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow());

    public TimeSpan Elapsed(TimeProvider clock)
    {
        var (steady, wall) = (clock.GetElapsedTime(Steady), clock.GetUtcNow() - Wall);
        return steady > wall ? steady : wall;
    }
}
