namespace Drayage.Formats.Templates.Evaluation;

/// <summary>A filter, test or method: what it does with a value and its arguments.</summary>
internal sealed record ValueOperation(Signature Signature, Func<TemplateValue, Arguments, TemplateValue> Apply);
