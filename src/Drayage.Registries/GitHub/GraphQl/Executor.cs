using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>Runs a query over the graph (GraphQL specification, section 6).</summary>
internal sealed class Executor(QueryDocument document, JsonElement? variables)
{
    private readonly JsonArray errors = [];

    /// <summary>The response: <c>data</c>, and <c>errors</c> when there are any.</summary>
    public async Task<JsonObject> RunAsync(GraphObject root)
    {
        var response = new JsonObject { ["data"] = await ResolveAsync(root, document.Selections, path: []) };
        if (errors.Count > 0)
            response["errors"] = errors;
        return response;
    }

    private async Task<JsonObject> ResolveAsync(GraphObject target, ImmutableArray<Selection> selections, ImmutableArray<string> path)
    {
        var result = new JsonObject();
        foreach (var field in Flatten(target, selections, []))
            result[field.ResponseName] = await ResolveAsync(target, field, path.Add(field.ResponseName));
        return result;
    }

    private async Task<JsonNode?> ResolveAsync(GraphObject target, Selection.Field field, ImmutableArray<string> path)
    {
        if (field.Name == "__typename")
            return JsonValue.Create(target.Type);
        if (!target.Fields.TryGetValue(field.Name, out var resolve))
            throw new GraphQlFault("undefinedField", $"Field '{field.Name}' doesn't exist on type '{target.Type}'");
        var value = resolve(new Arguments(field.Arguments, variables, document.Defaults));
        return await CompleteAsync(value is Task<object?> pending ? await pending : value, field, path);
    }

    private async Task<JsonNode?> CompleteAsync(object? value, Selection.Field field, ImmutableArray<string> path)
    {
        if (value is GraphObject { Type: var type } && field.Selections.IsEmpty)
            throw new GraphQlFault("selectionMismatch", $"Field must have selections (field '{field.Name}' returns {type} but has no selections.)");
        return value switch
        {
            null => null,
            NotResolved missing => Report(missing, path),
            GraphObject inner => await ResolveAsync(inner, field.Selections, path),
            IEnumerable<GraphObject> list => await ResolveAsync(list, field, path),
            string text => JsonValue.Create(text),
            bool truth => JsonValue.Create(truth),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number),
            _ => throw new InvalidOperationException($"field '{field.Name}' gave a {value.GetType()}"),
        };
    }

    private async Task<JsonArray> ResolveAsync(IEnumerable<GraphObject> list, Selection.Field field, ImmutableArray<string> path)
    {
        var nodes = new JsonArray();
        foreach (var inner in list)
            nodes.Add((JsonNode)await ResolveAsync(inner, field.Selections, path));
        return nodes;
    }

    private JsonNode? Report(NotResolved missing, ImmutableArray<string> path)
    {
        errors.Add((JsonNode)new JsonObject
        {
            ["type"] = "NOT_FOUND",
            ["path"] = new JsonArray([.. path.Select(step => JsonValue.Create(step))]),
            ["message"] = missing.Message,
        });
        return null;
    }

    private IEnumerable<Selection.Field> Flatten(GraphObject target, ImmutableArray<Selection> selections, ImmutableHashSet<string> within)
    {
        foreach (var selection in selections)
        {
            var fields = selection switch
            {
                Selection.Field field => [field],
                Selection.Inline inline when inline.OnType is null || inline.OnType == target.Type => Flatten(target, inline.Selections, within),
                Selection.Spread spread => Flatten(target, Fragment(spread.Fragment, within), within.Add(spread.Fragment)),
                _ => [],
            };
            foreach (var field in fields)
                yield return field;
        }
    }

    private ImmutableArray<Selection> Fragment(string name, ImmutableHashSet<string> within)
    {
        if (within.Contains(name) || !document.Fragments.TryGetValue(name, out var selections))
            throw new GraphQlFault("useAndDefineFragment", $"Fragment {name} was used, but not defined, or within itself");
        return selections;
    }
}
