using System.Collections.Immutable;

namespace Drayage.Model.Detection;

/// <summary>Whether the ecosystem's own client would publish the package, and by what setting.</summary>
/// <param name="IsPublishable">True where nothing forbids it.</param>
/// <param name="Reason">In the manifest's terms: <c>publish = false</c>, <c>private: true</c>, <c>IsPackable is false</c>, <c>no maven-publish plugin</c>, <c>default</c>.</param>
/// <param name="At">Where that setting stands; null for a default.</param>
public sealed record Publishability(bool IsPublishable, string Reason, SourceLocation? At = null)
{
    /// <summary>Registries to which the manifest restricts publishing (cargo's <c>publish = ["x"]</c>, npm's <c>publishConfig.registry</c>); empty for the ecosystem's default.</summary>
    public ImmutableArray<string> Registries { get; init; } = [];
}
