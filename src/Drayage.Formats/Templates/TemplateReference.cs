using Drayage.Model;

namespace Drayage.Formats.Templates;

/// <summary>A variable that a template expects from outside.</summary>
/// <param name="At">Where the template first names it.</param>
/// <param name="IsOptional">Whether the template somewhere asks <c>is defined</c> or gives a <c>default</c>.</param>
public sealed record TemplateReference(string Name, SourceLocation At, bool IsOptional);
