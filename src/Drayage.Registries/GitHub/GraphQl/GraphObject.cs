using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>An object of the graph.</summary>
/// <param name="Type">Name of its GraphQL type.</param>
/// <param name="Fields">Resolvers by field. They give a scalar, a <see cref="GraphObject"/>, a list of those, <see cref="NotResolved"/> or null, or a task of one of these.</param>
internal sealed record GraphObject(string Type, ImmutableDictionary<string, Func<Arguments, object?>> Fields)
{
    public static GraphObject Of(string type, params ReadOnlySpan<(string Name, Func<Arguments, object?> Resolve)> fields)
    {
        var map = ImmutableDictionary.CreateBuilder<string, Func<Arguments, object?>>(StringComparer.Ordinal);
        foreach (var (name, resolve) in fields)
            map.Add(name, resolve);
        return new GraphObject(type, map.ToImmutable());
    }
}
