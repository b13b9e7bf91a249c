using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Evaluation;

/// <summary>The place of an operation in a template, for its errors.</summary>
internal readonly record struct Site(TemplateSource Source, int Position)
{
    public ReleaseException Error(string because, string hint) => Source.Unfit(Position, because, hint);

    public ReleaseException Mismatch(TemplateValue value, string expected) =>
        value is TemplateValue.Undefined undefined
            ? undefined.Error()
            : Error($"found {value.Kind}, expected {expected}", $"give {expected}, or convert the value with a filter such as int or string");

    /// <summary>The value itself, unless it is strictly undefined.</summary>
    public static TemplateValue Defined(TemplateValue value) => value is TemplateValue.Undefined { IsLenient: false } undefined ? throw undefined.Error() : value;

    /// <summary>A value whose use reports that something is missing here.</summary>
    public TemplateValue.Undefined Missing(string what, string hint)
    {
        var site = this;
        return new TemplateValue.Undefined(() => site.Error(what, hint));
    }
}
