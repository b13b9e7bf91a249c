namespace Drayage.Cli.Checking;

/// <summary>What a point of the checklist found, with its evidence.</summary>
internal abstract record CheckOutcome(string Evidence)
{
    public sealed record Good(string Evidence) : CheckOutcome(Evidence);

    /// <param name="Hint">What to do about it.</param>
    public sealed record Bad(string Evidence, string? Hint) : CheckOutcome(Evidence);

    /// <summary>There is nothing in this project that the point is about.</summary>
    public sealed record NotApplicable(string Evidence) : CheckOutcome(Evidence);

    /// <summary>What it needs is not there, and another point tells why.</summary>
    public sealed record Unknown(string Evidence) : CheckOutcome(Evidence);

    public string Word => this switch
    {
        Good => "good",
        Bad => "bad",
        Unknown => "unknown",
        _ => "not-applicable",
    };
}

/// <summary>A point and what it found.</summary>
internal sealed record CheckedPoint(string Name, CheckOutcome Outcome);
