using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Xunit;

namespace Drayage.Tests.Platform.Processes;

public sealed class ProcessLinesTests
{
    [Theory]
    [InlineData(1, 100, 1, 29)]
    [InlineData(100, 1, 29, 1)]
    [InlineData(100, 100, 15, 15)]
    [InlineData(3, 4, 3, 4)]
    public void The_last_lines_hold_errors_however_much_output_is_read_after_them(int errors, int outputs, int keptErrors, int keptOutputs)
    {
        var lines = new ProcessLines(new Redactor(), sink: null, log: null);
        foreach (var (stream, count) in new[] { (ProcessStream.Error, errors), (ProcessStream.Output, outputs) })
        {
            for (var number = 1; number <= count; number++)
                lines.Add(new ProcessLine(stream, $"{stream} {number}"));
        }

        Assert.Equal(
            [
                .. Enumerable.Range(errors - keptErrors + 1, keptErrors).Select(number => $"Error {number}"),
                .. Enumerable.Range(outputs - keptOutputs + 1, keptOutputs).Select(number => $"Output {number}"),
            ],
            lines.Tail.Select(line => line.Text));
    }
}
