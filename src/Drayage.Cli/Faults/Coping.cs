namespace Drayage.Cli.Faults;

/// <summary>How delivery coped with a fault.</summary>
internal enum Coping
{
    /// <summary>The answer came late or odd, and served.</summary>
    WaitedOut,

    /// <summary>The request was sent again in the same run.</summary>
    TriedAgain,

    /// <summary>The answer was lost, not the effect; a probe found it there, and nothing was sent twice.</summary>
    FoundByAsking,

    /// <summary>The run delivered without that request.</summary>
    DoneWithout,

    /// <summary>The run left the consignment undelivered.</summary>
    LeftForResume,
}
