namespace Drayage.Cli.Rehearsal;

/// <summary>What a real client saw when it fetched what was delivered.</summary>
/// <param name="Client">The program: <c>pip</c>, <c>cargo</c>, <c>npm</c>, <c>dotnet</c>, <c>skopeo</c>, <c>podman</c>, <c>gh</c>.</param>
/// <param name="Subject">What it fetched.</param>
internal sealed record Proof(string Client, string Subject, ProofOutcome Outcome, string Saw);

/// <summary>How a proof ended.</summary>
internal enum ProofOutcome
{
    Held,
    Failed,

    /// <summary>The client is not on this machine.</summary>
    Skipped,
}
