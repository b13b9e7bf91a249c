namespace Drayage.Registries.GitHub.Wire;

/// <summary>An annotated tag.</summary>
internal sealed record TagView
{
    public required string NodeId { get; init; }

    public required string Tag { get; init; }

    public required string Sha { get; init; }

    public required string Url { get; init; }

    public required string Message { get; init; }

    public required SignatureView Tagger { get; init; }

    public required ObjectView Object { get; init; }

    public VerificationView Verification { get; } = new();
}

internal sealed record SignatureView(string Name, string Email, string Date);

/// <summary>Tags made through the interface are never signed.</summary>
internal sealed record VerificationView
{
    public bool Verified { get; }

    public string Reason { get; } = "unsigned";

    public string? Signature { get; }

    public string? Payload { get; }
}
