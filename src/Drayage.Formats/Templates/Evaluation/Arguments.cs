using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The arguments of one call, in the order of the signature; null where none was given.</summary>
internal sealed record Arguments(ImmutableArray<TemplateValue?> Values, Site Site)
{
    public TemplateValue? this[int index] => Values[index];

    /// <summary>The argument as text; other kinds are refused.</summary>
    public string Text(int index) => Values[index] is TemplateValue.Text text ? text.Value : throw Site.Mismatch(Values[index]!, "text");

    /// <summary>The argument as <c>str()</c> prints it.</summary>
    public string Printed(int index, string otherwise) => Values[index] is { } value ? PythonText.Str(value) : otherwise;

    public long Integer(int index, long otherwise)
    {
        if (Values[index] is not { } value)
            return otherwise;
        return Arithmetic.ToInteger(value) ?? throw Site.Mismatch(value, "an integer");
    }

    public bool IsTrue(int index) => Values[index] is { } value && Truth.Of(value);
}
