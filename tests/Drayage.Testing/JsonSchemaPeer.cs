namespace Drayage.Testing;

/// <summary>Python's jsonschema, which judges documents by a schema of ours.</summary>
public sealed class JsonSchemaPeer
{
    private const string Validate =
        """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for line in sys.stdin:
            errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(line)))
            print("ok" if not errors else "refused: " + errors[0].message.replace("\n", " "))
        """;

    private readonly Peer python;

    private JsonSchemaPeer(Peer python) => this.python = python;

    public static async Task<JsonSchemaPeer> RequireAsync() => new(await Peer.RequirePythonAsync("jsonschema"));

    /// <returns>For each document <c>ok</c>, or <c>refused: </c> and why.</returns>
    /// <param name="schema">The schema's text.</param>
    /// <param name="documents">JSON, each on one line.</param>
    public async Task<string[]> JudgeAsync(string schema, params IEnumerable<string> documents)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("schema.json", schema);
        var result = await python.RunAsync(["-c", Validate, path], string.Join('\n', documents));
        return result.Succeeded().Output.Trim().Split('\n');
    }
}
