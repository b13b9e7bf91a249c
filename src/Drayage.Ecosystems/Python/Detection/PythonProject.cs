using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>What detection knows of one distribution, whatever kind of manifest it was read from.</summary>
internal sealed record PythonProject
{
    public required string Directory { get; init; }

    /// <summary>The file that names it.</summary>
    public required string Manifest { get; init; }

    public required PythonText Name { get; init; }

    public required PackageVersion Version { get; init; }

    /// <summary>The tool that builds it: see <see cref="PythonBackend"/>.</summary>
    public required PythonBackend Backend { get; init; }

    /// <summary>Null for a project of <c>setup.py</c> or <c>setup.cfg</c> alone.</summary>
    public PyProject? PyProject { get; init; }

    public PackageAbout About { get; init; } = PackageAbout.Nothing;

    public ImmutableArray<PythonText> Classifiers { get; init; } = [];

    public PythonText? RequiresPython { get; init; }

    /// <summary>Names of optional dependency groups that users can ask for.</summary>
    public ImmutableArray<PythonText> Extras { get; init; } = [];

    /// <summary>Commands that installing it gives.</summary>
    public ImmutableArray<PythonText> Scripts { get; init; } = [];

    public ImmutableArray<(PythonText Requirement, LocalDependencyKind Kind)> Requirements { get; init; } = [];

    /// <summary>The manifest of the crate that maturin builds into it.</summary>
    public string? Crate { get; init; }

    /// <summary>True where <c>setup.py</c> declares compiled extensions.</summary>
    public bool HasExtensionModules { get; init; }
}
