using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Runs.Released;

/// <summary>What a machine without sources is to deliver of a release.</summary>
internal sealed record ReleasedRequest
{
    public required ReleaseLocation Location { get; init; }

    /// <summary>The project's public key.</summary>
    public required VerificationKey Key { get; init; }

    /// <summary>The digest that the waybill must have, as an event names it; null for any that the project signed.</summary>
    public Digest? Digest { get; init; }

    /// <summary>By default everything of phase 2.</summary>
    public Selection Selection { get; init; } = Selection.ByDefault;

    /// <summary>Whether it goes on with what earlier requests for the release chose here, where the selection names nothing itself.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Only consignments of images and other OCI artifacts.</summary>
    public bool ImagesOnly { get; init; }

    /// <summary>Absolute path of the directory that keeps journals and downloads.</summary>
    public required string State { get; init; }

    /// <summary>Connection string of the database that keeps the journal; null for a file below <see cref="State"/>.</summary>
    public SecretReference? Journal { get; init; }

    /// <summary>Destinations that are configured; others are known by what is consigned to them.</summary>
    public ImmutableArray<DestinationSettings> Destinations { get; init; } = [];
}
