using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

/// <summary>What a token permits on one resource: <c>repository</c> or <c>registry</c>, its name, and actions such as <c>pull</c>, <c>push</c>, <c>*</c>.</summary>
internal sealed record ScopeGrant(string Type, string Name, ImmutableArray<string> Actions)
{
    /// <summary>Parses <c>repository:name:pull,push</c>; null when it is something else.</summary>
    public static ScopeGrant? Parse(string scope)
    {
        var first = scope.IndexOf(':', StringComparison.Ordinal);
        var last = scope.LastIndexOf(':');
        return first <= 0 || last <= first
            ? null
            : new ScopeGrant(scope[..first], scope[(first + 1)..last], [.. scope[(last + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries)]);
    }

    public bool Permits(ScopeGrant wanted) =>
        Type == wanted.Type && Name == wanted.Name
        && (Actions.Contains("*") || wanted.Actions.All(action => Actions.Contains(action)));

    public override string ToString() => $"{Type}:{Name}:{string.Join(',', Actions)}";
}
