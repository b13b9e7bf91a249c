namespace Drayage.Formats.Templates.Evaluation;

/// <summary>Python's truth: zero, none and what is empty are false.</summary>
internal static class Truth
{
    /// <exception cref="Drayage.Model.ReleaseException">The value is undefined.</exception>
    public static bool Of(TemplateValue value) => value switch
    {
        TemplateValue.Boolean boolean => boolean.Value,
        TemplateValue.Text text => text.Value.Length > 0,
        TemplateValue.Integer integer => integer.Value != 0,
        TemplateValue.Number number => number.Value != 0,
        TemplateValue.None => false,
        TemplateValue.List list => list.Items.Length > 0,
        TemplateValue.Mapping mapping => mapping.Entries.Length > 0,
        TemplateValue.Undefined { IsLenient: true } => false,
        TemplateValue.Undefined undefined => throw undefined.Error(),
        _ => true,
    };
}
