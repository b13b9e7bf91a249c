namespace Drayage.Registries.GitHub.State;

/// <summary>An annotated tag.</summary>
internal sealed record TagObject
{
    public required string Sha { get; init; }

    public required string Tag { get; init; }

    public required string Message { get; init; }

    public required GitObject Object { get; init; }

    public required Signature Tagger { get; init; }
}

/// <summary>Who made a git object, and when.</summary>
internal sealed record Signature(string Name, string Email, DateTimeOffset Date);
