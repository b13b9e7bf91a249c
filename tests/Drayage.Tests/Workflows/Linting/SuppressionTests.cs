using Drayage.Workflows.Linting;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Linting;

public sealed class SuppressionTests
{
    [Fact]
    public void A_comment_behind_a_line_is_about_the_line()
    {
        LintReport report = Lint("      - uses: actions/cache@v1 # drayage: ignore deprecated-action -- the mirror serves it\n      - uses: actions/cache@v2\n");
        Assert.Equal(("deprecated-action", 9), (Only(report).Rule, Only(report).Place.Line));
        Assert.Equal("the mirror serves it", Assert.Single(report.Suppressed).Reason);
    }

    [Fact]
    public void A_comment_of_its_own_is_about_everything_that_the_next_line_begins()
    {
        LintReport report = Lint(
            """
                  # drayage: ignore script-injection, deprecated-action -- titles are checked before
                  # a comment between
                  - uses: actions/github-script@v5
                    with:
                      script: |
                        f(`${{ github.event.issue.title }}`)

                        g(`${{ github.event.issue.body }}`)
                  - run: echo ${{ github.event.issue.title }}

            """);
        Assert.Equal(3, report.Suppressed.Length);
        Assert.Equal("script-injection", Only(report).Rule);
        Assert.Equal(16, Only(report).Place.Line);
    }

    [Fact]
    public void A_comment_in_a_script_counts_too() => Assert.Empty(Shown(Lint(
        """
              - run: |
                  # drayage: ignore script-injection -- only numbers here
                  echo ${{ github.event.issue.title }}

        """)));

    [Fact]
    public void A_suppression_without_a_reason_is_a_finding_itself()
    {
        LintReport report = Lint("      - uses: actions/cache@v1 # drayage: ignore deprecated-action\n");
        Assert.Equal(("suppression-without-reason", Severity.Warning), (Only(report).Rule, Only(report).Severity));
        Assert.Single(report.Suppressed);
    }

    [Theory]
    [InlineData("      # drayage: ignore deprecated-action -- old\n      - uses: actions/cache@v4\n")]
    [InlineData("      - uses: actions/cache@v4 # drayage: ignore no-such-rule -- old\n")]
    public void A_suppression_that_is_not_needed_is_noted(string steps) => Assert.Equal("unused-suppression", Only(Lint(steps)).Rule);

    private static LintReport Lint(string steps)
    {
        WorkflowRepository repository = WorkflowRepository.Of(
            ".github/workflows/x.yml", "on: issues\npermissions: {contents: read}\njobs:\n  a:\n    runs-on: x\n    timeout-minutes: 5\n    steps:\n" + steps);
        return Linter.Lint(repository, repository.Files);
    }

    private static Finding Only(LintReport report) => Assert.Single(Shown(report));

    private static IEnumerable<Finding> Shown(LintReport report) => report.Findings.Where(finding => finding.Rule != "unpinned-action");
}
