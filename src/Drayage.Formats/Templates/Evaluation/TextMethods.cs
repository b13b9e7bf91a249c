using System.Collections.Frozen;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The methods of Python's <c>str</c> that templates use.</summary>
internal static class TextMethods
{
    public static FrozenDictionary<string, ValueOperation> All { get; } = new Dictionary<string, ValueOperation>(StringComparer.Ordinal)
    {
        ["lower"] = Plain(text => text.ToLowerInvariant()),
        ["upper"] = Plain(text => text.ToUpperInvariant()),
        ["title"] = Plain(Casing.Title),
        ["capitalize"] = Plain(Casing.Capitalize),
        ["strip"] = With(Signature.Positional(0, "chars"), (text, arguments) => Stripping.Both(text, Chars(arguments))),
        ["lstrip"] = With(Signature.Positional(0, "chars"), (text, arguments) => Stripping.Left(text, Chars(arguments))),
        ["rstrip"] = With(Signature.Positional(0, "chars"), (text, arguments) => Stripping.Right(text, Chars(arguments))),
        ["startswith"] = With(Signature.Positional(1, "prefix"), (text, arguments) =>
            Choices(arguments).Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal))),
        ["endswith"] = With(Signature.Positional(1, "suffix"), (text, arguments) =>
            Choices(arguments).Any(suffix => text.EndsWith(suffix, StringComparison.Ordinal))),
        ["removeprefix"] = With(Signature.Positional(1, "prefix"), (text, arguments) =>
            text.StartsWith(arguments.Text(0), StringComparison.Ordinal) ? text[arguments.Text(0).Length..] : text),
        ["removesuffix"] = With(Signature.Positional(1, "suffix"), (text, arguments) =>
            text.EndsWith(arguments.Text(0), StringComparison.Ordinal) ? text[..^arguments.Text(0).Length] : text),
        ["replace"] = With(Signature.Positional(2, "old", "new", "count"), (text, arguments) =>
            Splitting.Replace(text, arguments.Text(0), arguments.Text(1), arguments.Integer(2, -1))),
        ["split"] = With(Signature.Of(0, "sep", "maxsplit"), (text, arguments) => Listed(Split(text, arguments, fromRight: false))),
        ["rsplit"] = With(Signature.Of(0, "sep", "maxsplit"), (text, arguments) => Listed(Split(text, arguments, fromRight: true))),
        ["join"] = With(Signature.Positional(1, "items"), (text, arguments) => string.Join(
            text,
            Items.Of(arguments[0]!, arguments.Site).Select(item => item is TemplateValue.Text part ? part.Value : throw arguments.Site.Mismatch(item, "text")))),
        ["find"] = With(Signature.Positional(1, "part"), (text, arguments) =>
            text.IndexOf(arguments.Text(0), StringComparison.Ordinal) is >= 0 and var index ? (long)PythonText.Characters(text[..index]).Length : -1L),
        ["count"] = With(Signature.Positional(1, "part"), (text, arguments) => (long)Splitting.Count(text, arguments.Text(0))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static ValueOperation Plain(Func<string, string> apply) =>
        new(Signature.None, (target, _) => apply(((TemplateValue.Text)target).Value));

    private static ValueOperation With(Signature signature, Func<string, Arguments, TemplateValue> apply) =>
        new(signature, (target, arguments) => apply(((TemplateValue.Text)target).Value, arguments));

    private static string? Chars(Arguments arguments) => arguments[0] is null or TemplateValue.None ? null : arguments.Text(0);

    /// <summary>One text, or any of a tuple.</summary>
    private static IEnumerable<string> Choices(Arguments arguments) => arguments[0] is TemplateValue.List { IsTuple: true } tuple
        ? tuple.Items.Select(item => item is TemplateValue.Text text ? text.Value : throw arguments.Site.Mismatch(item, "text"))
        : [arguments.Text(0)];

    private static IReadOnlyList<string> Split(string text, Arguments arguments, bool fromRight)
    {
        var limit = arguments.Integer(1, -1);
        if (arguments[0] is null or TemplateValue.None)
            return Splitting.AtBlanks(text, limit, fromRight);
        return arguments.Text(0).Length > 0
            ? Splitting.At(text, arguments.Text(0), limit, fromRight)
            : throw arguments.Site.Error("the separator is empty", "give a separator, or none for white space");
    }

    private static TemplateValue Listed(IEnumerable<string> parts) => TemplateValue.ListOf(parts.Select(TemplateValue.FromString));
}
