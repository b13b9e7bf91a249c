using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing;

/// <summary>What publishers are made with.</summary>
public sealed record PublisherContext
{
    public required HttpPipeline Http { get; init; }

    /// <summary>What sending must pass that does not go through <see cref="Http"/>; null for nothing.</summary>
    public ISendGate? Gate { get; init; }

    public required SecretResolver Secrets { get; init; }

    /// <summary>Logins that container tools left on this machine, for registries without settings of their own.</summary>
    public required ICredentialSource RegistryLogins { get; init; }

    /// <summary>Where the clients of destinations keep their own configuration.</summary>
    public required ClientSurroundings Client { get; init; }

    /// <summary>The embedded registries that stand in for the real ones; null in a real release.</summary>
    public RehearsalSite? Rehearsal { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Where uploads under way are noted, so that a run after a kill goes on with them; null keeps no notes.</summary>
    public UploadNotes? Uploads { get; init; }

    /// <summary>Where relative paths of files start that are written for others; null where nothing is written.</summary>
    public string? Files { get; init; }

    /// <summary>
    /// The secret behind a reference, read at send time. In a rehearsal every reference yields the embedded registries' own token,
    /// so that a rehearsal needs no secret and could not leak one.
    /// </summary>
    public SecretSource SecretOf(SecretReference reference) =>
        Rehearsal is { } site ? Secrets.Source(site.Token) : Secrets.Source(reference);
}
