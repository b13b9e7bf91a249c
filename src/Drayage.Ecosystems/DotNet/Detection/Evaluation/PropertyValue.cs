using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>What a property holds, and who gave it that value.</summary>
/// <param name="Text">The value; meaningless where <paramref name="IsKnown"/> is false.</param>
/// <param name="At">The element that set it; for a plain <c>$(Other)</c> the element that set the other one. Null for an implicit default.</param>
/// <param name="IsKnown">False where the value depends on what only MSBuild at build time knows.</param>
/// <param name="SetBy">Who set it where no element did: <c>Microsoft.NET.Sdk.Web</c>, <c>Microsoft.NET.Test.Sdk</c>.</param>
internal sealed record PropertyValue(string Text, SourceLocation? At, bool IsKnown = true, string? SetBy = null)
{
    public static PropertyValue Undefined { get; } = new("", null);
}
