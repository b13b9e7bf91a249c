using System.Diagnostics;
using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>
/// Ends the process, as SIGKILL does, at a chosen record of the journal. Rehearsals and tests use it to prove that a release
/// can be resumed from every instant; see <c>docs/journal.md</c>.
/// </summary>
public sealed class KillPointJournal : IJournal
{
    public const string Variable = "DRAYAGE_KILL_AT";

    private readonly IJournal inner;
    private readonly long record;
    private readonly bool before;
    private long begun;

    private KillPointJournal(IJournal inner, long record, bool before)
    {
        this.inner = inner;
        this.record = record;
        this.before = before;
        begun = inner.State.Records;
    }

    public JournalState State => inner.State;

    /// <param name="inner">The journal that is written.</param>
    /// <param name="point"><c>before:N</c> or <c>after:N</c>, where N is a record's number.</param>
    /// <exception cref="ReleaseException">The text is no kill point.</exception>
    public static KillPointJournal Parse(IJournal inner, string point) =>
        point.Split(':') is ["before" or "after", var number] && long.TryParse(number, out var record)
            ? new KillPointJournal(inner, record, point.StartsWith('b'))
            : throw new ReleaseException(ExitCode.Usage, $"{Variable} is no kill point", $"'{point}'", "write before:N or after:N with the number of a journal record");

    public async Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken)
    {
        // Counted as they begin: consignments run side by side, and two could pass the last point together.
        if (Interlocked.Increment(ref begun) >= record && before)
            Die();
        await inner.AppendAsync(happened, cancellationToken);
        if (!before && State.Records >= record)
            Die();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal may arrive a moment later; nothing more must happen until then.
        Thread.Sleep(Timeout.Infinite);
    }
}
