using System.Collections.Immutable;
using System.Xml.Linq;

namespace Drayage.Targets.Testing;

/// <summary>What one test program did.</summary>
internal sealed record TestRun(string Project, int Passed, ImmutableArray<TestFailure> Failures, ImmutableArray<TestSkip> Skipped)
{
    /// <summary>What tests wrote, such as how much they ran through.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    public int Total => Passed + Failures.Length + Skipped.Length;

    public static TestRun Broken(string project, string reason) =>
        new(project, Passed: 0, [new TestFailure(project, reason, "")], Skipped: []);

    /// <summary>Reads the xUnit.net v2+ XML format.</summary>
    public static TestRun Read(string project, string path)
    {
        XElement root = XDocument.Load(path).Root!;
        ILookup<string, XElement> tests = root.Descendants("test").ToLookup(test => (string?)test.Attribute("result") ?? "");
        IEnumerable<TestFailure> failed = tests["Fail"].Select(test => Failure(Name(test), test));

        // Errors stand outside tests: a fixture that could not be disposed of, a crash in a constructor.
        IEnumerable<TestFailure> errors = root.Descendants("error").Select(error => Failure((string?)error.Attribute("name") ?? project, error));
        IEnumerable<TestSkip> skipped = tests["Skip"].Select(test => new TestSkip(Name(test), test.Element("reason")?.Value ?? ""));
        return new TestRun(project, tests["Pass"].Count(), [.. failed, .. errors], [.. skipped])
        {
            Outputs = [.. root.Descendants("output").Select(output => output.Value.Trim())],
        };
    }

    public TestRun With(TestFailure failure) => this with { Failures = Failures.Add(failure) };

    private static string Name(XElement test) => (string?)test.Attribute("name") ?? "a test without a name";

    private static TestFailure Failure(string name, XElement holder)
    {
        XElement? failure = holder.Element("failure");
        return new TestFailure(name, failure?.Element("message")?.Value ?? "no message", failure?.Element("stack-trace")?.Value ?? "");
    }
}
