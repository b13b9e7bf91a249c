using System.Collections.Immutable;
using System.IO.Enumeration;
using Drayage.Registries.Faults.Routing;

namespace Drayage.Registries.Faults.Scripts;

/// <summary>The requests that a rule is about: all that fit everything given here.</summary>
public sealed record FaultRoute
{
    /// <summary>A key of <see cref="Routing.Operations.Names"/>; null for all.</summary>
    public string? Protocol { get; init; }

    /// <summary>
    /// Places below which the request must be: the beginning of an OCI repository (<c>ghcr.io</c>, <c>ghcr.io/owner</c>), a
    /// GitHub <c>owner/name</c>, the name of a Python index, of an npm or crate registry or of a NuGet feed. Empty for all.
    /// </summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>Names of operations, see <see cref="Operations.Names"/>. Empty for all.</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    /// <summary>HTTP methods. Empty for all.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>Pattern of the path, without the query: <c>*</c> stands for any text, <c>?</c> for one letter. Null for all.</summary>
    public string? Path { get; init; }

    internal bool Fits(RegistryOperation operation, string method, string path) =>
        (Protocol is null || Protocol == operation.Protocol)
        && (Places.IsEmpty || Places.Any(place => IsBelow(operation.Place, place)))
        && (Operations.IsEmpty || Operations.Contains(operation.Name))
        && (Methods.IsEmpty || Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false));

    /// <summary>Whether a place is another, or in it.</summary>
    public static bool IsBelow(string place, string above) =>
        place.StartsWith(above, StringComparison.OrdinalIgnoreCase) && (place.Length == above.Length || place[above.Length] == '/');
}
