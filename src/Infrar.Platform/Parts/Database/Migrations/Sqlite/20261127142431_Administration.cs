using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "erasure_takes_teams",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<int>(name: "member_quota", table: "teams", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<long>(name: "storage_quota", table: "teams", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tier",
                table: "teams",
                type: "TEXT",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "what_digest",
                table: "audit_events",
                type: "TEXT",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "what_salt",
                table: "audit_events",
                type: "TEXT",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "who_digest",
                table: "audit_events",
                type: "TEXT",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "who_salt",
                table: "audit_events",
                type: "TEXT",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "erased",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased", x => x.subject);
                }
            );

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    registration = table.Column<string>(type: "TEXT", nullable: true),
                    maintenance_since = table.Column<long>(type: "INTEGER", nullable: true),
                    maintenance_until = table.Column<long>(type: "INTEGER", nullable: true),
                    maintenance_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installation", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "project_remains",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_remains", x => x.project_id);
                }
            );

            migrationBuilder.InsertData(
                table: "installation",
                columns: new[]
                {
                    "id",
                    "maintenance_reason",
                    "maintenance_since",
                    "maintenance_until",
                    "registration",
                    "version",
                },
                values: new object[] { 1, "", null, null, null, 1 }
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_who_digest",
                table: "audit_events",
                column: "who_digest",
                filter: "who_digest = ''"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "erased");

            migrationBuilder.DropTable(name: "installation");

            migrationBuilder.DropTable(name: "project_remains");

            migrationBuilder.DropIndex(name: "ix_audit_events_who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "erasure_takes_teams", table: "users");

            migrationBuilder.DropColumn(name: "member_quota", table: "teams");

            migrationBuilder.DropColumn(name: "storage_quota", table: "teams");

            migrationBuilder.DropColumn(name: "tier", table: "teams");

            migrationBuilder.DropColumn(name: "what_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "what_salt", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_salt", table: "audit_events");
        }
    }
}
