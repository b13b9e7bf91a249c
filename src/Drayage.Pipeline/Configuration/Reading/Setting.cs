using System.Text.Json.Nodes;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>
/// One key of a section, defined once: the definition parses it, validates it, documents it and gives its JSON schema.
/// </summary>
public abstract class Setting
{
    private protected Setting(string key, string summary, Func<JsonObject> schema)
    {
        Key = key;
        Summary = summary;
        Schema = schema;
    }

    /// <summary>The key in kebab-case.</summary>
    public string Key { get; }

    /// <summary>One or two sentences for the schema and the reference page.</summary>
    public string Summary { get; }

    public bool IsRequired { get; init; }

    /// <summary>JSON schema of the value, without the description.</summary>
    internal Func<JsonObject> Schema { get; }
}

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
public sealed class Setting<T> : Setting
{
    internal Setting(string key, string summary, Func<JsonObject> schema, Func<ConfigNode, ConfigProblems, T?> parse)
        : base(key, summary, schema) => Parse = parse;

    /// <summary>Reports its problems and returns default when the node does not fit.</summary>
    internal Func<ConfigNode, ConfigProblems, T?> Parse { get; }
}
