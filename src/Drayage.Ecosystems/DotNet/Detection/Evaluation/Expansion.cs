using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The outcome of expanding the <c>$(…)</c> in a text.</summary>
/// <param name="At">Where the value really comes from, when the text was nothing but one reference.</param>
internal readonly record struct Expansion(string Text, bool IsKnown, SourceLocation? At = null);
