using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>The arguments of a field with variables filled in.</summary>
internal sealed class Arguments(ImmutableArray<Argument> written, JsonElement? variables, ImmutableDictionary<string, ArgumentValue> defaults)
{
    /// <summary>Null when it is missing or null.</summary>
    public string? Text(string name) => Of(name) as string;

    public int? Number(string name) => Of(name) is long number ? checked((int)number) : null;

    public string Required(string name) =>
        Text(name) ?? throw new GraphQlFault("missingRequiredArguments", $"the argument '{name}' is required");

    /// <summary>The members of an input object.</summary>
    public Arguments Input(string name) => Of(name) switch
    {
        ArgumentValue.Structure structure => new Arguments(structure.Members, variables, defaults),
        JsonElement sent => new Arguments([.. sent.EnumerateObject().Select(member => new Argument(member.Name, new ArgumentValue.Scalar(Of(member.Value))))], variables, defaults),
        _ => throw new GraphQlFault("missingRequiredArguments", $"the argument '{name}' is required"),
    };

    private object? Of(string name) =>
        written.FirstOrDefault(argument => argument.Name == name) is { } argument ? Resolve(argument.Value) : null;

    private object? Resolve(ArgumentValue value) => value switch
    {
        ArgumentValue.Scalar scalar => scalar.Value,
        ArgumentValue.Variable variable => Variable(variable.Name),
        _ => value,
    };

    private object? Variable(string name)
    {
        if (variables is { ValueKind: JsonValueKind.Object } sent && sent.TryGetProperty(name, out var value))
            return Of(value);
        return defaults.TryGetValue(name, out var usual) ? Resolve(usual) : null;
    }

    private static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => value,
        _ => null,
    };
}
