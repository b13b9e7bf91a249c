namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The properties of one evaluation. Names are compared without case; global properties win over every assignment.</summary>
internal sealed class Properties
{
    private readonly Dictionary<string, PropertyValue> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> globals = new(StringComparer.OrdinalIgnoreCase);

    public PropertyValue this[string name] => values.GetValueOrDefault(name, PropertyValue.Undefined);

    public bool IsEmpty(string name) => this[name] is { IsKnown: true, Text: "" };

    public bool IsTrue(string name) => this[name] is { IsKnown: true } value && value.Text.Equals("true", StringComparison.OrdinalIgnoreCase);

    public void SetGlobal(string name, string value)
    {
        globals.Add(name);
        values[name] = new PropertyValue(value, null, SetBy: "the command line");
    }

    public void Set(string name, PropertyValue value)
    {
        if (!globals.Contains(name))
            values[name] = value;
    }

    public void Set(string name, string value, string? setBy = null) => Set(name, new PropertyValue(value, null, SetBy: setBy));

    /// <summary>As a property element with the condition that the property is empty; one that is unknown stays so.</summary>
    public void Default(string name, PropertyValue value)
    {
        if (IsEmpty(name))
            Set(name, value);
    }

    public void Default(string name, string value, string? setBy = null) => Default(name, new PropertyValue(value, null, SetBy: setBy));
}
