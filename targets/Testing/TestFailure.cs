namespace Drayage.Targets.Testing;

/// <summary>A test that failed, or an error outside of any test.</summary>
internal sealed record TestFailure(string Name, string Message, string StackTrace);

/// <summary>A test that did not run, and why.</summary>
internal sealed record TestSkip(string Name, string Reason);
