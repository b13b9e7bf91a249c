using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>A destination of kind <c>helm</c>.</summary>
public sealed record ChartIndexSettings : DestinationSettings
{
    /// <summary>Whose branch holds the index; null for the project's own repository.</summary>
    public RepositorySlug? Repository { get; init; }

    /// <summary>Id of the destination whose releases carry the charts; null for the only one of kind <c>github</c>.</summary>
    public string? Releases { get; init; }

    public required string Branch { get; init; }

    /// <summary>Path of the index on the branch.</summary>
    public required string Path { get; init; }

    /// <summary>Where <c>helm repo add</c> finds the index's directory, with a slash at the end; null for where GitHub Pages serves the branch.</summary>
    public Uri? Site { get; init; }

    public required SecretReference Token { get; init; }
}
