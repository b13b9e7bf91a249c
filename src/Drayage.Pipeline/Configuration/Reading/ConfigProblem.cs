using Drayage.Model;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>One mistake in the configuration. All of them are collected and shown together.</summary>
/// <param name="Message">What is wrong, on what key.</param>
/// <param name="At">Where.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record ConfigProblem(string Message, SourceLocation At, string? Hint);
