namespace Drayage.Platform.Processes;

/// <summary>One line that a process wrote, without its line end and with known secrets redacted.</summary>
/// <param name="Text">Decoded as UTF-8; bytes that are no UTF-8 become U+FFFD.</param>
public readonly record struct ProcessLine(ProcessStream Stream, string Text);
