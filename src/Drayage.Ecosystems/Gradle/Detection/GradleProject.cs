using Drayage.Model;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>One project of a build, with what the scripts have said of it so far.</summary>
internal sealed class GradleProject(string path, string name, string directory, string? buildFile)
{
    /// <summary><c>:</c> for the root, else <c>:a:b</c>.</summary>
    public string Path => path;

    public string Name => name;

    public string Directory => directory;

    /// <summary>Null for a project without script of its own.</summary>
    public string? BuildFile => buildFile;

    /// <summary>Where the settings include it; null for the root and for parents that are there only because of a child.</summary>
    public SourceLocation? IncludedAt { get; init; }

    /// <summary>Properties from <c>gradle.properties</c> files and <c>ext</c> blocks.</summary>
    public Dictionary<string, GradleValue> Properties { get; } = new(StringComparer.Ordinal);

    public List<AppliedPlugin> Plugins { get; } = [];

    public List<ProjectUse> Uses { get; } = [];

    public GradleValue? Version { get; set; }

    public GradleValue? Group { get; set; }

    /// <summary>The coordinates that a publication states for itself.</summary>
    public GradleValue? PublishedGroup { get; set; }

    public GradleValue? PublishedArtifact { get; set; }

    public GradleValue? PublishedVersion { get; set; }
}

/// <summary>A plugin applied to a project.</summary>
/// <param name="IsConditional">Whether an <c>if</c> or the like decides about it.</param>
/// <param name="Via">The convention plugin that applies it, or null.</param>
internal sealed record AppliedPlugin(string Id, SourceLocation At, bool IsConditional, string? Via);

/// <summary>A dependency on another project of the build.</summary>
/// <param name="Path">As written: <c>:core</c>, or <c>projects.core</c> turned into words.</param>
internal sealed record ProjectUse(string Configuration, string Path, SourceLocation At);
