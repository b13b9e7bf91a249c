using Drayage.Model;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Platform.Secrets;
using Npgsql;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling.Postgres;

public sealed class PostgresAddressTests
{
    [Fact]
    public void Npgsqls_own_form()
    {
        var read = Parse("Host=db.example.org;Database=releases;Username=drayage;Password=s3;SSL Mode=VerifyFull");

        Assert.Equal(("db.example.org", "releases", "drayage", "s3", SslMode.VerifyFull), (read.Host, read.Database, read.Username, read.Password, read.SslMode));
    }

    [Fact]
    public void The_address_that_hosters_give()
    {
        var read = Parse("postgresql://dray%40age:p%3Aw%2F@db.example.org:6432/releases?sslmode=verify-full&application_name=x");

        Assert.Equal(("db.example.org", 6432, "releases", "dray@age", "p:w/"), (read.Host, read.Port, read.Database, read.Username, read.Password));
        Assert.Equal((SslMode.VerifyFull, "x"), (read.SslMode, read.ApplicationName));
    }

    [Fact]
    public void The_usual_port() => Assert.Equal(5432, Parse("postgres://db.example.org/releases").Port);

    [Theory]
    [InlineData("hunter2")]
    [InlineData("Password=hunter2")]
    [InlineData("Host=x;hunter2=1")]
    [InlineData("postgres://")]
    [InlineData("postgresql://u:hunter2@/")]
    [InlineData("postgresql://u:hunter2@host:port/d")]
    [InlineData("postgresql://u:hunter2@host/d?sslmode=maybe")]
    [InlineData("postgresql://u:hunter2@host/d?unknown=1")]
    public void What_is_none_is_refused_without_being_repeated(string text)
    {
        var refused = Assert.Throws<ReleaseException>(() => Parse(text));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.DoesNotContain("hunter2", $"{refused.Message} {refused.Because} {refused.Hint}", StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder Parse(string text) => PostgresAddress.Parse(new Secret(text));
}
