namespace Drayage.Model.Detection;

/// <summary>A dependency on a package of the same repository.</summary>
/// <param name="Name">The dependency's package name, after renames.</param>
/// <param name="Requirement">The version requirement as spelt, or null where only a path is given.</param>
/// <param name="At">Where the requirement stands: the place to edit when versions move in step.</param>
public sealed record LocalDependency(string Name, string? Requirement, SourceLocation At)
{
    private readonly bool? ordersPublishing;

    /// <summary>When the dependency is needed; publishing waits only for what users of the package need.</summary>
    public LocalDependencyKind Kind { get; init; } = LocalDependencyKind.Runtime;

    /// <summary>
    /// True where a registry's clients must find the dependency there before this package can be published:
    /// runtime and build dependencies, and such development dependencies as name a version.
    /// </summary>
    /// <remarks>That is Cargo's rule; an ecosystem whose registry never looks at development dependencies says so itself.</remarks>
    public bool OrdersPublishing
    {
        get => ordersPublishing ?? (Kind != LocalDependencyKind.Development || Requirement is not null);
        init => ordersPublishing = value;
    }
}
