using Drayage.Pipeline.Journaling;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>Ends a delivery, as a killed process would, before or after its record of a number.</summary>
internal sealed class EndingJournal(IJournal inner, long record, bool before) : IJournal
{
    private long begun = inner.State.Records;

    public JournalState State => inner.State;

    public async Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref begun);
        if (number > record || (before && number == record))
            throw new EndedException();
        await inner.AppendAsync(happened, cancellationToken);
        if (number == record)
            throw new EndedException();
    }
}

/// <summary>The delivery ended where a test wanted it to.</summary>
internal sealed class EndedException : Exception;
